# The product's one image: web, live, worker, beat and migrate differ by their command.
FROM python:3.14-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/var/lib/rank-and-file
RUN useradd --system --create-home --uid 10001 product \
    && install -d -m 700 -o product "$VAR_DIR"
WORKDIR /app
COPY requirements requirements
RUN pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY . .
# These keys serve the build alone; nothing is stored under them.
RUN INSECURE_TEST_KEYS=true python manage.py compile_translations \
    && INSECURE_TEST_KEYS=true python manage.py collectstatic --no-input
USER product
VOLUME /var/lib/rank-and-file
CMD ["gunicorn", "config.wsgi:application", "--worker-class", "gthread", "--workers", "2", "--threads", "4"]
