"""Addresses that wait to be invited lie sealed in one text, which is no sealed field: it is compared."""

from functools import partial

from accounts import crypto
from accounts.hand_sealed import sealed_by_hand
from committees.models import InvitationBatch

PURPOSE = "committees.invitationbatch.waiting"

sealed_by_hand(InvitationBatch, "waiting", partial(crypto.renewed, purpose=PURPOSE))
