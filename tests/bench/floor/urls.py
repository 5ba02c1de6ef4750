"""The three pages: a list of ten rows, an insert, and a chart's worth of points as JSON."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from tests.bench.floor.models import Point


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    points = Point.objects.filter(user=request.user).order_by("-day", "-pk")[:10]
    return render(request, "floor.html", {"points": points})


@login_required
@require_POST
def insert(request: HttpRequest) -> HttpResponse:
    today = timezone.now().date()
    point = Point.objects.create(user=request.user, day=today, number=int(request.POST["number"]))
    return HttpResponse(f"<li>{point.day}: {point.number}</li>")


@login_required
@require_GET
def chart(request: HttpRequest) -> HttpResponse:
    points = Point.objects.filter(user=request.user).order_by("day").values_list("day", "number")
    return render(request, "floor_chart.html", {"points": list(points[:3650])})


urlpatterns = [path("", page), path("insert/", insert), path("chart/", chart)]
