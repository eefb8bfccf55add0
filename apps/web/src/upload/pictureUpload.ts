import type { ModelDetail } from '@pilotlight/contracts';
import { fieldsOf } from '../form/fields.ts';

/** The one picture that a model takes as an upload. */
export interface PictureUpload {
  /** The input property: its title and description are shown, examples have it in base64. */
  name: string;
  title: string;
  description: string;
  mediaTypes: readonly string[];
  /** The largest file. */
  bytes: number | undefined;
}

/** What is uploaded to a model whose only input is a picture and that answers by jobs; undefined for any other model. */
export function pictureUploadOf(model: ModelDetail): PictureUpload | undefined {
  if (!model.takesUploads || model.servingMode !== 'async') return undefined;
  const [field, ...others] = fieldsOf(model.input);
  const mediaTypes = model.contentTypes?.input?.filter((type) => type.startsWith('image/')) ?? [];
  const picture = field?.kind === 'file' && field.mediaType?.startsWith('image/');
  if (!field || !picture || others.length > 0 || mediaTypes.length === 0) return undefined;
  const { name, title, description } = field;
  return { name, title, description, mediaTypes, bytes: model.uploadBytes };
}
