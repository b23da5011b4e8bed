"""Know-your-rights cards, by country; the host writes them."""

from django.db import models
from django.db.models import Q

from core.models import PublicId


class RightsCard(models.Model):
    """What to know where one is stopped, suspended or called in. `country` blank: everywhere."""

    public_id = PublicId()
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=100)
    text = models.TextField(max_length=10_000)
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "language"], name="rights_card_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="rights_card_filled"),
        ]

    def __str__(self) -> str:
        return self.title
