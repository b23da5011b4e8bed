"""What a page showed, as a few letters that its form carries back.

Where the letters are others by then, somebody changed it meanwhile: what nobody has read is not
sent, and what somebody else wrote is not lost.
"""

import hashlib
import json

from announcements.models import Announcement


def of_draft(announcement: Announcement) -> str:
    """Of the text, to whom and when; not of its translations."""
    return _mark(_own(announcement))


def of_translation(announcement: Announcement, language: str) -> str:
    """Of the text, and of its translation into `language`."""
    told = [one for one in _translations(announcement) if one[0] == language]
    return _mark([announcement.language, announcement.title, announcement.text, told])


def of_all(announcement: Announcement) -> str:
    """Of everything that readers get."""
    return _mark([_own(announcement), _translations(announcement)])


def _own(announcement: Announcement) -> list[str]:
    return [
        announcement.language,
        announcement.title,
        announcement.text,
        announcement.audience,
        str(announcement.meeting_id or ""),
        announcement.readers_language,
        announcement.send_at.isoformat() if announcement.send_at else "",
    ]


def _translations(announcement: Announcement) -> list[tuple[str, str, str]]:
    return sorted((one.language, one.title, one.text) for one in announcement.translations.all())


def _mark(shown: object) -> str:
    written = json.dumps(shown, ensure_ascii=False).encode()
    return hashlib.blake2b(written, digest_size=12).hexdigest()
