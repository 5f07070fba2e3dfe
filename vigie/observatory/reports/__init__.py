"""The yearly reports: made of published figures and of texts, never of private facts.

`chapters` says what a publication holds, `sentences` and `rankings` say it in words, `drawings`
draw it, `observatory` and `activity` put a report together, and `rendering` makes the PDF. What
was published is read by `published`.
"""
