"""What every test shares."""

from medchat.config.environment import prepare

prepare()
