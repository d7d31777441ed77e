"""A local Slack workspace, to try a Slack app in and to test it against. It knows nothing of the app."""

from sandbox.clock import Clock, Real
from sandbox.model import Channel, Member, Message
from sandbox.workspace import Workspace, create_workspace

__all__ = ["Channel", "Clock", "Member", "Message", "Real", "Workspace", "create_workspace"]
