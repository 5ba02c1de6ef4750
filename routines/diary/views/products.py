"""Products: the bottles and tubes of a routine."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from routines.accounts.doors import person
from routines.diary.doors import say
from routines.diary.models import Product
from routines.diary.refusals import Refused
from routines.diary.routine_forms import ProductForm
from routines.diary.services import products as services


@login_required
@require_safe
def products(request: HttpRequest) -> HttpResponse:
    """What is in use, and what is finished."""
    user = person(request)
    rows = list(Product.objects.of(user).order_by("brand", "name", "pk"))
    context = {
        "in_use": [product for product in rows if product.finished_on is None],
        "finished": [product for product in rows if product.finished_on is not None],
        "today": user.today(timezone.now()),
    }
    return render(request, "diary/products.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_product(request: HttpRequest) -> HttpResponse:
    """A new product: its form, or the product to keep."""
    user, now = person(request), timezone.now()
    today = user.today(now)
    form = ProductForm(_sent(request), today=today, back=reverse("diary:products"))
    if request.method != "POST" or not form.is_valid():
        return _show_form(request, form)
    try:
        logged = services.add_product(
            user=user, facts=form.facts(), at=now, today=today, key=form.given_key()
        )
    except Refused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return _show_form(request, form)
    say(request, f"{form.cleaned_data['name']} added", logged)
    return redirect("diary:products")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_product(request: HttpRequest, product_id: int) -> HttpResponse:
    """A product: its form, or what to keep of it."""
    user, now = person(request), timezone.now()
    today = user.today(now)
    product = get_object_or_404(Product.objects.of(user), pk=product_id)
    back = reverse("diary:products")
    form = ProductForm(_sent(request), today=today, back=back, product=product)
    if request.method != "POST" or not form.is_valid():
        return _show_form(request, form, product)
    try:
        logged = services.edit_product(
            user=user, product_id=product_id, facts=form.facts(), at=now, today=today
        )
    except Refused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return _show_form(request, form, product)
    say(request, f"{form.cleaned_data['name']} changed", logged)
    return redirect("diary:products")


def _sent(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _show_form(
    request: HttpRequest, form: ProductForm, product: Product | None = None
) -> HttpResponse:
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    context = {"form": form, "product": product}
    return render(request, "diary/product.html", context, status=status)
