"""What this example needs of Django. Take the rest (TLS, secure cookies, a secret of your own) from your system."""
import os
import secrets

SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_hex(32)
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "consent"]
MIDDLEWARE = [
    "consent.views.policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "consent.views"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
              "OPTIONS": {"context_processors": ["django.template.context_processors.request"]}}]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "consent", "USER": "consent", "HOST": os.environ.get("PGHOST", "")}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"  # there are none; the live server of the tests wants a name
USE_TZ = True
LOGIN_URL = "/kk/login"

LEGAL = os.environ.get("LEGAL", "")  # the address of the legal site
DOCUMENT = os.environ.get("DOCUMENT", "user-agreement")  # what users accept, with all that is in force together with it
