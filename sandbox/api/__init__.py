"""The Web API: a module a family of methods, each with a table METHODS."""
