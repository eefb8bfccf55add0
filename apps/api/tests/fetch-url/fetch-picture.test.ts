import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { LIMITS } from '@pilotlight/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gif, jpeg, png } from '../pictures.ts';
import { PRIVATE, PUBLIC } from '../test-network.ts';
import { fetching } from './fetching.ts';

const PICTURE = 'http://pictures.example/horse.jpg';
const NOT_PUBLIC =
  'url_refused: leads to no public address; its host must be on the public internet';

const sends = (body: Buffer | string, headers: Record<string, string> = {}) =>
  fetching((_request, response) => response.writeHead(200, headers).end(body));

describe('a picture at a URL', () => {
  it.each([
    ['image/jpeg', jpeg()],
    ['image/png', png()],
  ])('is fetched as %s by its content, whatever the host calls it', async (contentType, body) => {
    const { fetched } = await sends(body, { 'content-type': 'text/html' });
    expect(await fetched('http://pictures.example/page.html')).toEqual({ contentType, body });
  });

  it('is asked for by its host and path, once, without anything of the caller', async () => {
    const requests: [string | undefined, NodeJS.Dict<string | string[]>][] = [];
    const { fetched, destinations } = await fetching(({ url, headers }, response) => {
      requests.push([url, headers]);
      response.end(png());
    });
    await fetched('http://pictures.example/a%20b.png?size=2#part');
    expect(requests).toEqual([
      [
        '/a%20b.png?size=2',
        {
          host: 'pictures.example',
          accept: 'image/jpeg, image/png',
          'accept-encoding': 'identity',
          'user-agent': 'Pilotlight',
          connection: 'close',
        },
      ],
    ]);
    expect(destinations).toEqual([{ host: 'pictures.example', port: 80, addresses: [PUBLIC] }]);
  });

  it('may be at an address in place of a name', async () => {
    const { fetched, lookups, destinations } = await sends(png());
    await fetched(`http://${PUBLIC}/`);
    await fetched('http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/');
    expect(lookups).toEqual([]);
    expect(destinations.map(({ addresses }) => addresses)).toEqual([
      [PUBLIC],
      ['2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
    ]);
  });
});

describe('a URL is refused without a connection', () => {
  it.each([
    ['hello', 'is not valid (hello); it must be complete'],
    ['//pictures.example/a.jpg', 'is not valid'],
    ['http://', 'is not valid'],
    ['ftp://pictures.example/a.jpg', 'has the scheme ftp; it must have https or http'],
    ['file:///etc/passwd', 'has the scheme file'],
    ['data:image/png;base64,iVBORw0KGgo=', 'has the scheme data'],
    ['http://me@pictures.example/', 'contains a user name or a password; it must have neither'],
    ['http://:secret@pictures.example/', 'contains a user name or a password'],
    ['https://pictures.example:8443/', 'has the port 8443; it must have the default port'],
    ['http://pictures.example:443/', 'has the port 443'],
  ])('%s: %s', async (url, words) => {
    const { refusal, lookups, destinations } = await sends(png());
    const refused = await refusal(url);
    expect(refused).toContain(`url_refused: ${words}`);
    expect(refused).not.toContain('secret');
    expect([lookups, destinations]).toEqual([[], []]);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/latest/meta-data/',
    'http://169.254.170.2/v2/credentials',
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://017700000001/',
    'http://0177.0.0.1/',
    'http://0x7f.1/',
    'http://127.1/',
    'http://１２７.0.0.1/',
    'http://0/',
    'http://[::]/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::10.0.0.1]/',
    'http://[64:ff9b::10.0.0.1]/',
    'http://[2002:a00:1::]/',
    'http://[2001::a00:1]/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[ff02::1]/',
    'http://10.1.2.3/',
    'http://172.31.255.255/',
    'http://192.168.0.1/',
    'http://100.64.0.1/',
    'http://198.18.0.1/',
    'http://203.0.113.7/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
  ])('%s, which is not public', async (url) => {
    const { refusal, lookups, destinations } = await sends(png());
    expect(await refusal(url)).toBe(NOT_PUBLIC);
    expect([lookups, destinations]).toEqual([[], []]);
  });

  it('when its name leads to a private address, also beside a public one, or nowhere: in the same words', async () => {
    const names = {
      'private.example': [[PRIVATE]],
      'mixed.example': [[PUBLIC, '::1']],
      'mapped.example': [['::ffff:192.168.0.1']],
      'scoped.example': [['fe80::1%eth0']],
      'empty.example': [[]],
      'unknown.example': [],
    };
    const { refusal, destinations } = await fetching((_, response) => response.end(), names);
    for (const name of Object.keys(names)) {
      expect(await refusal(`https://${name}/`)).toBe(NOT_PUBLIC);
    }
    expect(destinations).toEqual([]);
  });
});

it('a name that leads elsewhere a moment later is reached at the address that was checked', async () => {
  const names = { 'pictures.example': [[PUBLIC], [PRIVATE]] };
  const { fetched, refusal, lookups, destinations } = await fetching(
    (_, response) => response.end(png()),
    names,
  );
  await fetched(PICTURE);
  expect(lookups).toEqual(['pictures.example']);
  expect(destinations).toEqual([{ host: 'pictures.example', port: 80, addresses: [PUBLIC] }]);
  expect(await refusal(PICTURE)).toBe(NOT_PUBLIC);
  expect(destinations).toHaveLength(1);
});

describe('a redirect', () => {
  const redirects = (location: string, names = {}) =>
    fetching(({ url }, response) => {
      if (url === '/picture') response.end(png());
      else response.writeHead(302, { location }).end('moved');
    }, names);

  it('is followed to another host, which is looked up and checked', async () => {
    const { fetched, lookups } = await redirects('http://other.example/picture');
    expect(await fetched(PICTURE)).toMatchObject({ contentType: 'image/png' });
    expect(lookups).toEqual(['pictures.example', 'other.example']);
  });

  it('may be relative', async () => {
    const { fetched } = await redirects('/picture');
    expect(await fetched(PICTURE)).toMatchObject({ contentType: 'image/png' });
  });

  it.each([
    ['http://127.0.0.1/', 'leads to no public address'],
    ['http://[::1]/picture', 'leads to no public address'],
    ['http://inside.example/picture', 'leads to no public address'],
    ['//localhost:8080/', 'has the port 8080'],
    ['file:///etc/passwd', 'has the scheme file'],
    ['http://a:b@other.example/picture', 'contains a user name or a password'],
    ['http://[/', 'is not valid; it must'],
  ])('to %s is refused', async (location, words) => {
    const { refusal, destinations } = await redirects(location, { 'inside.example': [[PRIVATE]] });
    expect(await refusal(PICTURE)).toContain(`url_refused: redirects to a URL that ${words}`);
    expect(destinations).toHaveLength(1);
  });

  it('to the same name is refused when the name leads to a private address by then', async () => {
    const { refusal, destinations } = await redirects('/picture', {
      'pictures.example': [[PUBLIC], [PRIVATE]],
    });
    expect(await refusal(PICTURE)).toContain('redirects to a URL that leads to no public address');
    expect(destinations).toHaveLength(1);
  });

  it('is followed three times, but not four', async () => {
    const { fetched, refusal, destinations } = await fetching(({ url }, response) => {
      const left = Number(url?.slice(1));
      if (left === 0) response.end(png());
      else response.writeHead(307, { location: `/${left - 1}` }).end();
    });
    expect(await fetched('http://pictures.example/3')).toMatchObject({ contentType: 'image/png' });
    expect(destinations).toHaveLength(4);
    expect(await refusal('http://pictures.example/4')).toBe(
      'url_refused: redirects too often; it must redirect at most 3 times',
    );
    expect(destinations).toHaveLength(8);
  });
});

describe('what is too large', () => {
  const BYTES = 40 * 1024 * 1024;
  const TOO_LARGE = 'url_too_large: leads to more than 2900 KB; it must lead to at most that';

  it('is not read when the host says so', async () => {
    const { refusal } = await fetching((_, response) => {
      response.writeHead(200, { 'content-length': BYTES });
      response.write(png());
    });
    expect(await refusal(PICTURE)).toBe(TOO_LARGE);
  });

  it('is read no further than the limit when the host does not say so', async () => {
    let sent = 0;
    let closed: Promise<unknown> | undefined;
    const { refusal } = await fetching((_, response) => {
      closed = once(response, 'close');
      const send = () => {
        while (sent < BYTES && !response.destroyed) {
          const chunk = Buffer.alloc(64 * 1024);
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', send);
        }
      };
      send();
    });
    expect(await refusal(PICTURE)).toBe(TOO_LARGE);
    await closed;
    expect(sent).toBeLessThan(BYTES / 2);
  });

  it('may be just within the limit', async () => {
    const body = Buffer.concat([png(), Buffer.alloc(LIMITS.requestBodyBytes - png().length)]);
    const { fetched } = await sends(body);
    expect((await fetched(PICTURE)).body).toHaveLength(LIMITS.requestBodyBytes);
  });

  it.each([
    ['PNG', png(20_000, 20_000)],
    ['JPEG', jpeg(20_000, 20_000)],
  ])('once decoded, as a %s of 20,000 by 20,000, is refused', async (_, body) => {
    const { refusal } = await sends(body);
    expect(await refusal(PICTURE)).toBe(
      'url_too_large: leads to a picture of 20000 × 20000 pixels; it must have at most 16777216 pixels',
    );
  });
});

describe('what is no picture that the model takes', () => {
  it.each([
    ['a GIF', gif(20_000, 20_000)],
    ['an HTML page', '\n<!DOCTYPE html><title>Not found</title>'],
    ['an XML document', '<?xml version="1.0"?><svg/>'],
    ['a WebP', 'RIFF\x10\0\0\0WEBPVP8 '],
    ['nothing (0 bytes)', ''],
    ['a damaged JPEG', jpeg().subarray(0, 15)],
    ['a damaged JPEG', Buffer.concat([jpeg().subarray(0, 2), Buffer.alloc(40, 0xff)])],
    ['a damaged JPEG', jpeg(0, 3)],
    ['a damaged PNG', png().subarray(0, 20)],
    ['something else', 'GIMP'],
  ])('such as %s, is named', async (found, body) => {
    const { refusal } = await sends(body, { 'content-type': 'image/jpeg' });
    expect(await refusal(PICTURE)).toBe(
      `url_not_picture: leads to ${found}; it must lead to a JPEG or a PNG`,
    );
  });

  it('includes a PNG for a model that takes only JPEG', async () => {
    const { refusal } = await sends(png());
    expect(await refusal(PICTURE, { mediaTypes: ['image/jpeg'] })).toBe(
      'url_not_picture: leads to a PNG; it must lead to a JPEG',
    );
  });
});

describe('a host that does not deliver', () => {
  const TIMES = { fetchSeconds: 0.6, silenceSeconds: 0.3 };

  /** Sends one byte after the other; the first is that of a JPEG. */
  const drip = (response: ServerResponse) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('\xff'), 50);
    response.on('close', () => clearInterval(timer));
  };

  it('but drips is left when the time is over', async () => {
    const { refusal } = await fetching((_, response) => drip(response));
    expect(await refusal(PICTURE, TIMES)).toBe(
      'url_unreachable: could not be fetched within 0.6 s; its host must be reachable and send the picture',
    );
  });

  it.each([
    ['from the start', () => undefined],
    ['after its headers', (response: ServerResponse) => response.writeHead(200).flushHeaders()],
    ['in the middle', (response: ServerResponse) => void response.writeHead(200).write(png())],
  ])('but is silent %s is left before', async (_, begin) => {
    const { refusal } = await fetching((_request, response) => void begin(response));
    expect(await refusal(PICTURE, { ...TIMES, fetchSeconds: 5 })).toBe(
      'url_unreachable: has a host that sent nothing for 0.3 s; it must send the picture',
    );
  });

  it('but breaks off is said to', async () => {
    const { refusal } = await fetching((_, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write(png(), () => response.destroy());
    });
    expect(await refusal(PICTURE)).toContain('url_unreachable: could not be fetched (ECONNRESET);');
  });

  it.each([404, 204, 304, 500])('but answers %i is said to', async (status) => {
    const { refusal } = await fetching((_, response) => response.writeHead(status).end());
    expect(await refusal(PICTURE)).toBe(
      `url_unreachable: is answered with status ${status}; it must be answered with 200 and the picture`,
    );
  });

  it('and cannot be reached is said to', async () => {
    const { refusal } = await sends(png());
    const network = {
      resolve: async () => [PUBLIC],
      connect: () => connect(1, '127.0.0.1'),
    };
    expect(await refusal(PICTURE, { network })).toContain('could not be fetched (ECONNREFUSED);');
  });

  it('because its name cannot be looked up in time is left', async () => {
    const { refusal } = await sends(png());
    const network = {
      resolve: () => new Promise<string[]>(() => undefined),
      connect: () => connect(1, '127.0.0.1'),
    };
    expect(await refusal(PICTURE, { network, fetchSeconds: 0.1 })).toContain('within 0.1 s');
  });

  it('because the look-up fails for now is not called private', async () => {
    const { refusal } = await sends(png());
    const network = {
      resolve: () => Promise.reject(Object.assign(new Error('again'), { code: 'EAI_AGAIN' })),
      connect: () => connect(1, '127.0.0.1'),
    };
    expect(await refusal(PICTURE, { network })).toContain('could not be fetched (EAI_AGAIN);');
  });
});

it('by https speaks TLS, with the name of the host, to the address that was checked', async () => {
  const greeting = Promise.withResolvers<Buffer>();
  const server = createServer((socket) => {
    socket.once('data', (hello) => {
      greeting.resolve(hello);
      socket.destroy();
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { refusal } = await sends(png());
  const network = { resolve: async () => [PUBLIC], connect: () => connect(port, '127.0.0.1') };
  expect(await refusal('https://pictures.example/', { network })).toContain('url_unreachable');
  const hello = await greeting.promise;
  expect(hello[0]).toBe(0x16); // a TLS handshake
  expect(hello.toString('latin1')).toContain('pictures.example');
});
