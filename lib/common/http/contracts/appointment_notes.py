"""The clinic's notes on an appointment. Patients never see them here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.domain.scope import TEAM
from common.http.contract import Contract, Operation
from common.http.fields import Id, Instant, Paragraph, Request, Response

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.domain.drafts import Note


class NotesQuery(Request):
    """Which appointment, past or present."""

    appointment_id: Id


class NoteGiven(NotesQuery):
    """A note is added, never edited."""

    text: Paragraph


class NoteView(Response):
    """`author` is the name that the clinic gave the writer."""

    id: str
    author: str
    written_at: Instant
    text: str


class NotesView(Response):
    """Oldest first."""

    notes: tuple[NoteView, ...]


def show_notes(notes: Sequence[Note]) -> NotesView:
    """Oldest first."""
    return NotesView(notes=tuple(NoteView.model_validate(note) for note in notes))


LIST = Operation(
    method="GET",
    summary="Read the notes on an appointment",
    roles=TEAM,
    request=NotesQuery,
    response=NotesView,
    audit="note.read",
    appointment="appointment_id",
)
ADD = Operation(
    method="POST",
    summary="Write a note on an appointment",
    roles=TEAM,
    request=NoteGiven,
    response=NotesView,
    audit="note.write",
    appointment="appointment_id",
)

CONTRACT = Contract(name="appointment_notes", summary="The clinic's notes on an appointment", operations=(LIST, ADD))
