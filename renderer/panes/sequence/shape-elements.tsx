// Shapes as elements of the page; colours are those of the theme.
import { memo, type ReactNode } from 'react';
import type { Ink, Shape } from './shape';

const colour = (ink: Ink | undefined): string => (ink === undefined ? 'none' : `var(--${ink})`);

export const ShapeElements = memo(function ShapeElements({ shapes }: { readonly shapes: readonly Shape[] }): ReactNode {
  return shapes.map((shape, i) => <ShapeElement key={i} shape={shape} />);
});

function ShapeElement({ shape }: { readonly shape: Shape }): ReactNode {
  switch (shape.shape) {
    case 'path':
      return <path d={shape.d} fill={colour(shape.fill)} stroke={colour(shape.stroke)} strokeWidth={shape.width} strokeDasharray={shape.dash} />;
    case 'rect':
      return <rect x={shape.x} y={shape.y} width={Math.max(0, shape.width)} height={Math.max(0, shape.height)} rx={shape.radius} fill={colour(shape.fill)} stroke={colour(shape.stroke)} />;
    case 'circle':
      return <circle cx={shape.x} cy={shape.y} r={shape.radius} fill={colour(shape.fill)} stroke={colour(shape.stroke)} strokeWidth={shape.width} />;
    case 'text':
      return (
        <text x={shape.x} y={shape.y} textAnchor={shape.anchor} fontSize={shape.size} className={shape.halo === undefined ? undefined : 'halo'} stroke={shape.halo === undefined ? undefined : colour(shape.halo)}>
          {shape.spans.map(({ text, ink, strong, mono, gap }, i) => (
            <tspan key={i} dx={gap} fill={colour(ink)} fontWeight={strong ? 600 : undefined} className={mono ? 'mono' : undefined}>
              {text}
            </tspan>
          ))}
        </text>
      );
  }
}
