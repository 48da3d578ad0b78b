"""Notes on appointments in Valkey, their text sealed."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from common.domain.drafts import Note
from common.domain.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.store.scoped import Scoped


@dataclass(frozen=True, slots=True)
class ValkeyNotes:
    """Implements `common.domain.ports.Notes`."""

    scoped: Scoped

    def add(self, appointment_id: str, author: str, text: str) -> None:
        """See changes/write_note.lua."""
        keys, note_id = self.scoped.keys, new_id("note")
        sealed = self.scoped.clinic_key.seal("note", note_id, "text", 1, text)
        note = {
            "id": note_id,
            "author": author,
            "written_at": self.scoped.now,
            "text": base64.b64encode(sealed).decode(),
        }
        self.scoped.change(
            "write_note",
            "note.write",
            [keys.notes(appointment_id), keys.appointment(appointment_id)],
            [appointment_id, json.dumps(note)],
        )

    def list_notes(self, appointment_id: str) -> Sequence[Note]:
        """See reads/read_notes.lua."""
        keys = self.scoped.keys
        rows = self.scoped.read(
            "read_notes",
            "note.read",
            [keys.notes(appointment_id), keys.appointment(appointment_id)],
            [appointment_id],
        )
        return [self._open(row) for row in rows]

    def _open(self, row: bytes) -> Note:
        note = json.loads(row)
        sealed = base64.b64decode(note.pop("text"))
        return Note(**note, text=self.scoped.clinic_key.open("note", note["id"], "text", 1, sealed))
