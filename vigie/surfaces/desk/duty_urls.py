"""Routes of the duty, under the desk's."""

from django.urls import path

from vigie.surfaces.desk.views import duty, duty_pages

urlpatterns = [
    path("", duty.board, name="duty"),
    path("shifts/add/", duty.add_shift, name="add_shift"),
    path("shifts/remove/", duty.remove_shift, name="remove_shift"),
    path("addresses/", duty.keep_addresses, name="keep_addresses"),
    path("hand-over/", duty.hand_over, name="hand_over"),
    path("hand-over/open/", duty.open_note, name="open_note"),
    path("hand-over/take/", duty.take_over, name="take_over"),
    path("drill/", duty_pages.drill, name="drill"),
    path("pages/", duty_pages.pages, name="duty_pages"),
    path("pages/<str:reference>/", duty_pages.page, name="duty_page"),
    path("pages/<str:reference>/acknowledge/", duty_pages.acknowledge, name="acknowledge"),
    path("pages/<str:reference>/call-off/", duty_pages.call_off, name="call_off"),
]
