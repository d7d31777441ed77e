"""Who was active where and when, from messages and reactions; never what was said."""
