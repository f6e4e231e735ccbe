/** A type's shape: circle, square, ring, hexagon, triangle; the last type, the deal, is a diamond. */

export type Shape = "circle" | "square" | "ring" | "hexagon" | "triangle" | "diamond";

const SHAPES: readonly Shape[] = ["circle", "square", "ring", "hexagon", "triangle"];

export function shapeOf(type: number, dealType: number): Shape {
  return type === dealType ? "diamond" : SHAPES[type % SHAPES.length];
}

const CORNERS: Record<Exclude<Shape, "circle" | "ring">, readonly (readonly [number, number])[]> = {
  // Grown so that all shapes look as large as the circle.
  square: [[-0.89, -0.89], [0.89, -0.89], [0.89, 0.89], [-0.89, 0.89]],
  hexagon: [0, 1, 2, 3, 4, 5].map((at) => [1.1 * Math.sin((at * Math.PI) / 3), -1.1 * Math.cos((at * Math.PI) / 3)] as const),
  triangle: [[0, -1.25], [1.15, 0.8], [-1.15, 0.8]],
  diamond: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
};

export function corners(shape: Shape): readonly (readonly [number, number])[] | null {
  return shape === "circle" || shape === "ring" ? null : CORNERS[shape];
}

/** Add a shape to the path. */
export function trace(path: CanvasRenderingContext2D, shape: Shape, x: number, y: number, radius: number): void {
  const points = corners(shape);
  if (!points) {
    const round = shape === "ring" ? radius * 0.86 : radius;
    path.moveTo(x + round, y);
    path.arc(x, y, round, 0, 2 * Math.PI);
    return;
  }
  path.moveTo(x + points[0][0] * radius, y + points[0][1] * radius);
  for (let at = 1; at < points.length; at++) path.lineTo(x + points[at][0] * radius, y + points[at][1] * radius);
  path.closePath();
}
