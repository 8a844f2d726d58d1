// What the bundler understands besides code: style sheets, and style sheets as text.
declare module '*.css';
declare module '*.css?raw' {
  const text: string;
  export default text;
}
