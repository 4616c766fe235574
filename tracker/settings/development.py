from tracker.settings.base import *  # noqa: F403
