"""The least that a site with a login needs, on the same database settings as the application's."""

from tracker import settings as ours

SECRET_KEY = ours.SECRET_KEY
DATABASES = ours.DATABASES
ALLOWED_HOSTS = ours.ALLOWED_HOSTS
DEFAULT_AUTO_FIELD = ours.DEFAULT_AUTO_FIELD
USE_TZ = True

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "tests.bench.floor",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "tests.bench.floor.urls"
LOGIN_URL = "/"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.contrib.auth.context_processors.auth"]},
    }
]
