/** For who opened the hub under a name that is not its own. Nothing of what was asked stands in it. */
export const wrongNamePage = (addresses: string[]): string => `<!doctype html>
<html lang="en">
<title>Drover</title>
<h1>This hub is not reached under this name</h1>
<p>Its dashboard is at:</p>
<ul>${addresses.map((address) => `<li><a href="${address}">${address}</a></li>`).join('')}</ul>
<p>(127.0.0.1 is the machine that the hub runs on.)</p>
<p>To reach it under the name that your browser shows now, start the hub with that address, up to the first single
slash, as <code>PUBLIC_URL</code>: <code>PUBLIC_URL=https://drover.example</code>. Behind a proxy, let that pass the
<code>Host</code> header on as it came.</p>
</html>
`;
