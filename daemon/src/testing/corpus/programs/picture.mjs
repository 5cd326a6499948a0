// A small picture (PPM): a sun over two hills.
const [width, height] = [160, 96];
const pixels = Buffer.alloc(width * height * 3);
for (let y = 0; y < height; y++) {
  for (let x = 0; x < width; x++) {
    const sun = Math.hypot(x - 116, y - 30) < 16;
    const hill = y > 70 - 14 * Math.sin(x / 22) || y > 80 - 18 * Math.sin(x / 31 + 2);
    const [red, green, blue] = sun ? [250, 200, 60] : hill ? [40, 90 + y, 50] : [90 + y, 150 + (y >> 1), 230];
    pixels.set([red, green, blue], (y * width + x) * 3);
  }
}
process.stdout.write(`P6\n${width} ${height}\n255\n`);
process.stdout.write(pixels);
