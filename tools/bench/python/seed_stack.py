"""The seed's stack: a Flask application for gunicorn behind nginx, PyTorch in float, one request at a time."""

from flask import Flask, Response, jsonify, request

from torch_models import Predictor

# Loaded once per worker, at its start.
predictor = Predictor()
app = Flask(__name__)


@app.get("/ping")
def ping() -> Response:
    return Response(status=200, mimetype="application/json")


@app.post("/invocations")
def invocations() -> Response:
    return jsonify(predictor.predict(request.get_json()))
