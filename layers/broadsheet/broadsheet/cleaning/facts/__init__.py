"""What the article states about itself: title, authors, date, language, length, images, media, links."""
