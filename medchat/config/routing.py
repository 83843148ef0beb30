"""Every websocket address."""

from django.urls import path

from medchat.chat.consumers import ConversationConsumer
from medchat.escalation.consumers import QueueConsumer

websocket_urlpatterns = [
    path("ws/conversations/<uuid:conversation>/", ConversationConsumer.as_asgi()),
    path("ws/queue/", QueueConsumer.as_asgi()),
]
