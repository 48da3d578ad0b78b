"""Firebase Authentication, hidden: `identity` verifies its ID tokens."""
