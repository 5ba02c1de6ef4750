"""Addresses of the room `diary`."""

from django.urls import path

from routines.accounts import addresses  # noqa: F401 - knows what <key:…> is
from routines.diary.views import answers, happenings, pauses, products, routine

app_name = "diary"

urlpatterns = [
    path("day/<str:day>/step/<key:step_id>/", answers.step, name="step"),
    path("day/<str:day>/rest/", answers.rest, name="rest"),
    path("day/<str:day>/same/", answers.same_as_before, name="same"),
    path("day/<str:day>/happenings/", happenings.happenings, name="happenings"),
    path("day/<str:day>/note/", happenings.note, name="note"),
    path("routine/", routine.routine, name="routine"),
    path("routine/start/", routine.start, name="start_routine"),
    path("routine/add/", routine.add_step, name="add_step"),
    path("routine/order/", routine.order, name="order_steps"),
    path("routine/<key:step_id>/", routine.edit_step, name="edit_step"),
    path("routine/<key:step_id>/retire/", routine.retire, name="retire_step"),
    path("routine/<key:step_id>/bring-back/", routine.bring_back, name="bring_back_step"),
    path("products/", products.products, name="products"),
    path("products/add/", products.add_product, name="add_product"),
    path("products/<key:product_id>/", products.edit_product, name="edit_product"),
    path("pauses/", pauses.pauses, name="pauses"),
    path("pauses/add/", pauses.add_pause, name="add_pause"),
    path("pauses/<key:pause_id>/", pauses.edit_pause, name="edit_pause"),
    path("pauses/<key:pause_id>/end/", pauses.end, name="end_pause"),
    path("pauses/<key:pause_id>/remove/", pauses.remove, name="remove_pause"),
]
