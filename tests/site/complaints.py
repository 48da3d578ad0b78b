"""What a browser complains about while somebody uses the site."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, WebError

# Chromium's own line for an answer that isn't 2xx. Such answers belong to the stories told here.
REFUSED = "Failed to load resource"


@dataclass
class Complaints:
    """Script errors and everything on the console that is an error or about the content security policy."""

    heard: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        is_policy = "Content Security Policy" in message.text
        if is_policy or (message.type == "error" and not message.text.startswith(REFUSED)):
            self.heard.append(message.text)

    def hear_error(self, error: WebError) -> None:
        self.heard.append(str(error.error))
