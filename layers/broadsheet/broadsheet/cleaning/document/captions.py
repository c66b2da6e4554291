"""Captions: the labels that are written into them, and the credit that they end with."""

import re

CREDIT = "figcredit"
"""The tag of an element that is nothing but the credit of the image before it."""

# Hidden labels for screen readers, run together with what they announce.
_LABELS = re.compile(
    r"(?:图片版权|圖片版權|图像来源|圖像來源|Image copyright|Image source)[，,:：]?\s*(?P<credit>.*?)"
    r"(?:(?:Image caption|图像加注文字|圖像加註文字|图片说明|圖片說明)[，,:：]?\s*(?P<caption>.*))?"
)
_CAPTION_LABEL = re.compile(r"^(?:Image caption|图像加注文字|圖像加註文字)[，,:：]?\s*")
_CREDIT = re.compile(
    r"©\s*(?P<sign>[^©]{2,60})$"
    r"|[（(](?:图片来源|圖片來源|图源|圖源|图|圖|来源|照片)?[：:／/]?\s*"
    r"(?P<brackets>[^（）()]{2,30}?(?:社|提供|截图|截圖|摄|攝|图片|圖片|AFP|AP|Reuters))[）)]\s*$"
    r"|(?P<wire>REUTERS/[\w.\s-]{2,40})$",
)


def split_caption(text: str) -> tuple[str, str]:
    """Return a caption without the labels in it, and the credit that it names; empty where it names none."""
    if labelled := _LABELS.fullmatch(text):
        return labelled["caption"] or "", labelled["credit"]
    caption = _CAPTION_LABEL.sub("", text)
    credit = _CREDIT.search(caption)
    return caption, (credit[credit.lastgroup or 0].strip() if credit else "")
