// Marketplace images that the mock knows, as data. Of publishers in this table nothing else can be had; images of
// other publishers are believed.

export interface Image {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly generation: 'V1' | 'V2';
  readonly osType: 'Windows' | 'Linux';
  readonly diskGiB: number;
  readonly version: string;
}

/** Build of Windows Server 2022 in June 2024, the one that gateways ran from KB28290310 on. */
const build2022 = '20348.2402.240607';
const build2019 = '17763.5936.240607';
const build2016 = '14393.7070.240607';

const builds: Readonly<Record<string, string>> = { '2016': build2016, '2019': build2019, '2022': build2022 };

function windows(offer: string, sku: string, diskGiB: number): Image {
  const generation = /-g2|-gs$|azure-edition/.test(sku) ? 'V2' : 'V1';
  const version = builds[sku.slice(0, 4)] ?? build2022;
  return { publisher: 'MicrosoftWindowsServer', offer, sku, generation, osType: 'Windows', diskGiB, version };
}

export const images: readonly Image[] = [
  ...['WindowsServer', 'windowsserver2022'].flatMap((offer) => [
    windows(offer, '2022-datacenter', 127),
    windows(offer, '2022-datacenter-g2', 127),
    windows(offer, '2022-datacenter-core', 127),
    windows(offer, '2022-datacenter-core-g2', 127),
    windows(offer, '2022-datacenter-smalldisk', 30),
    windows(offer, '2022-datacenter-smalldisk-g2', 30),
    windows(offer, '2022-datacenter-core-smalldisk', 30),
    windows(offer, '2022-datacenter-core-smalldisk-g2', 30),
    windows(offer, '2022-datacenter-azure-edition', 127),
  ]),
  windows('WindowsServer', '2016-Datacenter', 127),
  windows('WindowsServer', '2019-Datacenter', 127),
  windows('WindowsServer', '2019-datacenter-gensecond', 127),
  windows('WindowsServer', '2019-Datacenter-smalldisk', 30),
];

interface ImageName {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
}

export function findImage({ publisher, offer, sku }: ImageName): Image | undefined {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  return images.find(
    (image) => same(image.publisher, publisher) && same(image.offer, offer) && same(image.sku, sku),
  );
}

export function isKnownPublisher(publisher: string): boolean {
  return images.some((image) => image.publisher.toLowerCase() === publisher.toLowerCase());
}
