import type { Invoke } from '../../resources/handler.ts';

/** The zones of the region. */
const LETTERS = ['a', 'b', 'c'];

/** `aws.getAvailabilityZones()`. */
export const availabilityZones: Invoke = {
  token: 'aws:index/getAvailabilityZones:getAvailabilityZones',
  arguments: ['state', 'excludeZoneIds', 'filters'],
  answer: ({ region }) => ({
    id: region,
    region,
    names: LETTERS.map((letter) => `${region}${letter}`),
    zoneIds: LETTERS.map((_letter, index) => `${region}-az${index + 1}`),
    groupNames: [region],
  }),
};
