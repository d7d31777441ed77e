"""A simulated half year: invented people live in the workspace with Liaison, and what it told them is held against what it promises."""
