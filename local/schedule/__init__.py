"""The platform's clock: calls the functions whose triggers in `project.yml` are due."""
