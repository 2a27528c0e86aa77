"""A small shop, as anybody would write it with FastAPI, SQLAlchemy and Logfire. Nothing in it knows Hearth.

It calls itself once through each route, prints the trace ids as JSON, and leaves one span open until a line comes on stdin.
"""

import json
import sys
import threading
import time

import httpx
import logfire
import uvicorn
from fastapi import FastAPI
from opentelemetry import trace
from pydantic import BaseModel
from sqlalchemy import create_engine, text
from sqlalchemy.pool import StaticPool

logfire.configure(service_name="compat-logfire", service_version="1.2.3", environment="test", console=False)

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
with engine.begin() as connection:
    connection.execute(text("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT)"))
    connection.execute(text("INSERT INTO items VALUES (1, 'lamp')"))

app = FastAPI()
logfire.instrument_fastapi(app)
logfire.instrument_sqlalchemy(engine=engine)

ids: dict[str, str] = {}


def remember(name: str) -> None:
    ids[name] = format(trace.get_current_span().get_span_context().trace_id, "032x")


class Address(BaseModel):
    city: str
    zip: str


class Order(BaseModel):
    id: int
    address: Address
    amounts: list[float]


@app.get("/items/{item_id}")
def read_item(item_id: int) -> dict[str, str]:
    remember("item")
    with engine.connect() as connection:
        name = connection.execute(text("SELECT name FROM items WHERE id = :id"), {"id": item_id}).scalar_one()
    return {"name": name}


@app.post("/orders")
def place_order(order: Order) -> dict[str, int]:
    remember("order")
    with logfire.span("place order {order_id}", order_id=order.id, order=order, _tags=["orders", "eu"]):
        logfire.info("order {order_id} accepted", order_id=order.id, order=order, _tags=["accepted"])
        logfire.debug("checking stock")
        logfire.warn("stock of {item} is low", item="lamp", left=2)
    return {"id": order.id}


@app.get("/broken")
def broken() -> None:
    remember("broken")
    raise ValueError("the shelf collapsed")


def measure() -> None:
    counter = logfire.metric_counter("compat.orders", unit="1", description="Orders placed")
    counter.add(5, {"country": "ch"})
    counter.add(7, {"country": "fr"})
    waiting = logfire.metric_up_down_counter("compat.waiting", unit="1")
    waiting.add(10)
    waiting.add(-3)
    logfire.metric_gauge("compat.temperature", unit="Cel").set(42.5)
    seconds = logfire.metric_histogram("compat.seconds", unit="s")
    for value in (1.0, 2.0, 3.0, 4.0):
        seconds.record(value)


def serve() -> str:
    """Serves the app on any free port and returns its address."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    return f"http://127.0.0.1:{port}"


def main() -> None:
    client = httpx.Client(base_url=serve(), timeout=30)
    assert client.get("/items/1").json() == {"name": "lamp"}
    order = {"id": 7, "address": {"city": "Zürich", "zip": "8001"}, "amounts": [1.5, 2.0]}
    assert client.post("/orders", json=order).status_code == 200
    assert client.get("/broken").status_code == 500
    measure()
    with logfire.span("a long job", job="nightly"):
        remember("open")
        with logfire.span("first half"):
            pass
        print(json.dumps(ids), flush=True)
        sys.stdin.readline()
    logfire.force_flush()


if __name__ == "__main__":
    main()
