"""The steps on the publisher's soup: what rules name goes, players and pictures are found."""
