"""The workspace file: what the Secretariat writes down about its workspace, checked and loaded."""
