"""The 1850s: a daguerreotype, a mirror of silver behind a brass mat."""

from filters import blurred, colour, developed, encoded, exposed, grey, mixed, paint
from graph import Value
from noise import Noise
from shapes import columns, rows, scratches, step

# Silver iodide and bromide without a dye see blue and hardly anything else: skin and lips become dark, skies white.
SENSITIVITY = (0.06, 0.26, 0.68)
# A mirror reflects something dark in its shadows; mercury amalgam scatters less light than paper does.
SHADOW = (0.018, 0.017, 0.019)
HIGHLIGHT = (0.80, 0.79, 0.76)
# Seconds of exposure: the sitter moves by about this many pixels. The lens (Petzval, 1840) is sharp in the middle only.
MOVEMENT = 1.3
EDGE_BLUR = 7.0
# The opening of the mat, an oval; both as a share of half the picture.
OPENING = (0.74, 0.90)


def daguerreotype(light: Value, noise: Noise) -> Value:
    graph = light.graph
    # The lens throws the picture onto the plate itself, which is looked at from the same side: left is right.
    seen = exposed(grey(light, SENSITIVITY), 0.20, most=4.0).mirrored()
    x, y = columns(graph), rows(graph)
    oval = ((x * (1 / OPENING[0])) * (x * (1 / OPENING[0])) + (y * (1 / OPENING[1])) * (y * (1 / OPENING[1]))).sqrt()

    sharp = blurred(seen, MOVEMENT, 1, across=MOVEMENT * 0.6)
    lens = mixed(sharp, blurred(seen, EDGE_BLUR, 1), step(oval, 0.45, 1.1))
    lens = lens * (1.06 - step(oval, 0.3, 1.15) * 0.55)

    # The long straight part of the plate's curve, without much of a shoulder.
    tone = developed(lens, 0.19, 1.25) * 1.12
    tone = tone * (1 + noise.grain(0.7) * 0.045) + noise.clouds(5) * 0.016
    # Plates were buffed along one direction.
    tone = tone + noise.grain(0.6, across=40.0) * 0.010
    tone = tone + scratches(graph, 1851, 26, 0.5, 1.1) * 0.16
    tone = tone + step(noise.grain(1.6), 3.0, 3.6) * 0.35 - step(noise.grain(2.4), 2.9, 3.5) * 0.25
    plate = mixed(colour(graph, *SHADOW), colour(graph, *HIGHLIGHT), tone.clip(0, 1.1))

    # Tarnish creeps in from the edge of the mat, as thin films of silver sulphide do: straw, then magenta, then blue.
    edge = oval + noise.clouds(4) * 0.05
    plate = mixed(plate, plate * colour(graph, 1.02, 0.93, 0.74), step(edge, 0.62, 0.98) * 0.9)
    plate = mixed(plate, plate * colour(graph, 0.80, 0.62, 0.66), step(edge, 0.90, 1.03) * 0.75)
    plate = mixed(plate, colour(graph, 0.05, 0.075, 0.13), step(edge, 0.98, 1.08) * 0.65)
    # The shadow that the mat's thickness throws.
    shown = encoded(plate * (1 - step(oval + y * 0.012 + x * 0.012, 0.968, 1.0) * 0.5))

    return mixed(shown, mat(oval, noise), step(oval, 0.999, 1.003))


def mat(oval: Value, noise: Noise) -> Value:
    """Stamped brass with a pebbled surface and a bevel around the opening."""
    graph = oval.graph
    x, y = columns(graph), rows(graph)
    # As if lit from the upper left.
    relief = noise.grain(1.5) * 0.045 + noise.clouds(4) * 0.035 - (x + y) * 0.05
    brass = paint(graph, 172, 134, 74) * (1 + relief)
    bevel = step(oval, 1.0, 1.012) * (1 - step(oval, 1.022, 1.034))
    towards = ((x + y) * 0.7).clip(-1, 1)
    brass = brass * (1 + bevel * towards * 0.45)
    line = step(oval, 1.060, 1.064) * (1 - step(oval, 1.068, 1.072))
    brass = brass * (1 - line * 0.35)
    worn = step(noise.clouds(6), 0.9, 2.2)
    brass = mixed(brass, paint(graph, 98, 76, 52), worn * 0.5)
    # The case around the mat.
    box = graph.op("Max", x.abs() + y * 0, y.abs() + x * 0)
    return mixed(brass, paint(graph, 46, 24, 18) * (1 + noise.grain(1.0) * 0.08), step(box, 0.965, 0.972))
