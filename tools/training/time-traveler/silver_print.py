"""The 1920s: a toned gelatin silver print, from an orthochromatic plate."""

from filters import colour, developed, encoded, exposed, glow, grey, blurred, mixed, paint
from graph import Value
from noise import Noise
from shapes import columns, rounded_box, rows, scratches, step

# Orthochromatic: dyed to see green too, blind to red.
SENSITIVITY = (0.10, 0.48, 0.42)
# Halation and the soft-focus lenses of the time: light that spreads around what is bright.
SOFT = 0.30
# How much of each colour an equal density of toned silver absorbs: brown, as sulphide toning makes it.
TONER = (0.86, 1.0, 1.17)
PAPER = (0.87, 0.80, 0.65)
DARKEST = 1.70
BORDER = 0.915


def silver_print(light: Value, noise: Noise) -> Value:
    graph = light.graph
    x, y = columns(graph), rows(graph)
    seen = exposed(grey(light, SENSITIVITY), 0.19, most=3.0)
    soft = glow(seen * seen, 18, 1).sqrt()
    lens = mixed(blurred(seen, 1.1, 1), soft, SOFT)
    away = (x * x + y * y).sqrt()
    lens = lens * (1.05 - step(away, 0.5, 1.5) * 0.55)

    tone = developed(lens, 0.18, 1.7) * 1.06
    tone = (tone * (1 + noise.grain(0.9) * 0.035) + noise.grain(0.9) * 0.005).clip(0.0, 1.0)
    # Faded a little, most at the edges, where the air came in.
    faded = 0.10 + step(away, 0.8, 1.5) * 0.16 + noise.clouds(3) * 0.012
    density = (1 - tone ** 0.5) * DARKEST * (1 - faded)

    # The border was covered while the paper was exposed. Enlargers and frames were never quite straight.
    frame = rounded_box(graph, BORDER, BORDER, 0.004) + x * 0.004 - y * 0.003
    density = density * (1 - step(frame, -0.002, 0.002))
    paper = colour(graph, *PAPER) * (1 + noise.grain(1.2) * 0.012 + noise.clouds(4) * 0.018)
    printed = paper * (density * colour(graph, *TONER) * -2.302585).exp()

    # Silver that came to the surface in the shadows near the edges: a bluish mirror.
    mirror = step(away + noise.clouds(4) * 0.06, 0.98, 1.5) * step(density, 0.7, 1.4)
    printed = printed + colour(graph, 0.022, 0.030, 0.042) * mirror
    shown = encoded(printed)

    # Creases and scratches lay the white of the paper open; dirt and fingers darken it.
    worn = scratches(graph, 1924, 16, 0.35, 1.4) * 0.30
    shown = mixed(shown, paint(graph, 236, 224, 196), worn + crease(graph, noise))
    dust = step(noise.grain(1.3), 3.1, 3.6)
    shown = mixed(shown, paint(graph, 240, 230, 205), dust * 0.8)
    spots = step(noise.grain(4.0), 2.9, 3.6)
    shown = mixed(shown, shown * colour(graph, 0.80, 0.66, 0.48), spots * 0.6)
    outside = step(rounded_box(graph, 1.0, 1.0, 0.03) + noise.grain(3.0) * 0.0012, -0.06, 0.0)
    return mixed(shown, shown * colour(graph, 0.86, 0.78, 0.64), outside * 0.8)


def crease(graph, noise: Noise) -> Value:
    """A folded corner, lower right."""
    x, y = columns(graph), rows(graph)
    distance = (x * 0.82 + y * 0.57 - 1.09 + noise.clouds(6) * 0.004).abs()
    return (1 - distance * (1 / 0.0045)).clip(0, 1) * (0.55 + noise.grain(2.0) * 0.25).clip(0.1, 1)
