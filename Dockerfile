# The product's one image: web, live, worker, beat and migrate differ by their command.
FROM node:24-slim AS npm
WORKDIR /app/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc frontend/open_fonts.mjs ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && node open_fonts.mjs
COPY frontend ./
RUN node build.mjs built.new/web

FROM python:3.14-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/var/lib/rank-and-file
RUN useradd --system --create-home --uid 10001 product \
    && install -d -m 700 -o product "$VAR_DIR"
WORKDIR /app
COPY requirements requirements
RUN pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY . .
COPY --from=npm /app/frontend frontend
RUN python frontend/make_fonts.py && rm -rf frontend/built frontend/node_modules \
    && mv frontend/built.new frontend/built
# These keys serve the build alone; nothing is stored under them.
RUN INSECURE_TEST_KEYS=true python manage.py compile_translations \
    && INSECURE_TEST_KEYS=true python manage.py collectstatic --no-input
USER product
VOLUME /var/lib/rank-and-file
CMD ["gunicorn", "config.wsgi:application", "--worker-class", "gthread", "--workers", "2", "--threads", "4"]
