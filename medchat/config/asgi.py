"""The ASGI application: HTTP by Django, websockets by Channels behind an origin allow-list and the session."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medchat.config.settings")

import warnings

from medchat.config.environment import prepare

prepare()
# whitenoise hands small files over as plain iterators; Django reads them in a thread and says so for each
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

from django.core.asgi import get_asgi_application

http = get_asgi_application()

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings

from medchat.config import celery  # noqa: F401 - the broker that tasks are queued on
from medchat.config.origins import Origins
from medchat.config.routing import websocket_urlpatterns
from medchat.ops.lifespan import Lifespan

websocket = Origins(AuthMiddlewareStack(URLRouter(websocket_urlpatterns)), settings.ALLOWED_ORIGINS)
application = ProtocolTypeRouter({"http": http, "websocket": websocket, "lifespan": Lifespan()})
