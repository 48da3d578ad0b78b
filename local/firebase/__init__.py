"""The real Firebase Auth emulator, for people who sign up by hand and for tests that need an ID token."""
