"""The 1970s: a chromogenic print from an album, its cyan dye faded, its paper yellow."""

from filters import blurred, channels, colour, developed, encoded, exposed, glow, mixed, paint
from glyphs import lettering
from graph import Value
from noise import Noise
from shapes import columns, rounded_box, rows, step

# Dyes absorb more than their own third of the spectrum, which mutes and shifts colours.
COUPLING = (
    (0.90, 0.10, 0.00),
    (0.06, 0.86, 0.08),
    (0.02, 0.12, 0.86),
)
# What is left of the cyan, magenta and yellow dye. Cyan goes first in the dark (Wilhelm, The Permanence and Care of
# Color Photographs, 1993, chapter 5): the picture turns red.
LEFT = (0.60, 0.86, 0.80)
# Density that the paper's stain adds for red, green and blue: yellow.
STAIN = (0.015, 0.05, 0.15)
DARKEST = (1.75, 1.80, 1.75)
BORDER = 0.90


def colour_print(light: Value, noise: Noise) -> Value:
    graph = light.graph
    x, y = columns(graph), rows(graph)
    seen = exposed(channels(light, COUPLING), 0.20, most=2.0)
    soft = mixed(blurred(seen, 1.2, 3), glow(seen, 20, 3), 0.16)
    away = (x * x + y * y).sqrt()
    soft = soft * (1.04 - step(away, 0.6, 1.45) * 0.30)
    # Light that came through the seam of the camera's back.
    leak = step(x + noise.clouds(2) * 0.10, 0.62, 1.25)
    soft = soft + colour(graph, 0.34, 0.10, 0.02) * leak

    tone = developed(soft, 0.20, 1.45)
    # One grain for each of the three layers, the most in the blue one.
    layers = [noise.grain(1.0) * size for size in (0.022, 0.018, 0.034)]
    grain = graph.op("Concat", *layers, axis=1)
    density = (1 - ((tone * (1 + grain)).clip(0, 1)) ** 0.5) * colour(graph, *DARKEST) * colour(graph, *LEFT)

    frame = rounded_box(graph, BORDER, BORDER, 0.03)
    density = density * (1 - step(frame, -0.0015, 0.0015))
    stain = colour(graph, *STAIN) * (1 + noise.clouds(3) * 0.12 + step(away, 0.9, 1.5) * 0.5)
    # The border carries the month in which the laboratory made the print.
    ink = lettering(graph, "JUL 74", 3.0, left=0.70, top=0.924)
    paper = colour(graph, 0.90, 0.89, 0.87)
    printed = paper * ((density + stain + ink * 0.55) * -2.302585).exp()

    # The "silk" surface: a fine weave that glitters.
    weave = (x * 1700.0 + y * 300.0).sin() * (y * 1700.0 - x * 300.0).sin()
    shown = encoded(printed) + weave * 0.012 + noise.grain(0.8) * 0.006
    dust = step(noise.grain(1.1), 3.4, 3.9)
    shown = mixed(shown, paint(graph, 250, 240, 220), dust * 0.7)
    # Round corners, on the page of an album.
    page = paint(graph, 58, 50, 42) * (1 + noise.grain(1.5) * 0.06)
    card = rounded_box(graph, 0.985, 0.985, 0.075)
    shadow = 1 - (1 - step(card, 0.0, 0.03)) * 0.5
    return mixed(shown, page * shadow, step(card, -0.001, 0.002))
