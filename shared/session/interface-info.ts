// What the window is told of a capture's interfaces and link types.
import type { CaptureInterface } from '../capture-file/capture-scanner';
import { linktype } from '../frame/linktype';
import type { CaptureInfo } from '../ipc/contract';
import { linktypeGuess } from './linktype-guess';

/** @param inForce LINKTYPE that its frames are read as */
export function interfaceInfo(declared: CaptureInterface, inForce: number): CaptureInfo['interfaces'][number] {
  const { name, description } = linktype(inForce);
  const declaredName = linktype(declared.linktype).name;
  return { name: declared.name, linktype: name, description, declared: declaredName === name ? '' : declaredName, snaplen: declared.snaplen, timeDigits: declared.timeDigits };
}

/** The link type that the first frames look like, where it is not the one in force. */
export function looksLike(declared: number, frames: readonly Uint8Array[]): CaptureInfo['looksLike'] {
  const guess = linktypeGuess(declared, [...frames]);
  return guess === null ? null : { linktype: guess, name: linktype(guess).name, declared: linktype(declared).name };
}
