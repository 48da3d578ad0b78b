"""What every function of Calendersome shares. Imports run one way; see docs/architecture.md."""
