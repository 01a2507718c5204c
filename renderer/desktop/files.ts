import type { DesktopApi } from '../../protocol/desktop.ts'
import type { FileAccess } from '../../protocol/file-access.ts'
import { createAppFiles } from './app-files.ts'
import { openFileDataPort } from './file-data-port.ts'
import { downloadBlob } from './download-blob.ts'
import { createWebFiles, type WebFilesEnvironment } from './web-files.ts'

/** Where files come from and go to in this shell. */
export function findFiles(desktop: DesktopApi): FileAccess {
  const { files } = desktop
  if (files !== null)
    return createAppFiles(
      files,
      openFileDataPort(() => files.openFileDataPort())
    )
  const { showDirectoryPicker, showSaveFilePicker } = window as Partial<PickerWindow>
  return createWebFiles({
    ...(showDirectoryPicker === undefined ? {} : { pickFolder: showDirectoryPicker.bind(window) }),
    ...(showSaveFilePicker === undefined ? {} : { pickFile: showSaveFilePicker.bind(window) }),
    download: downloadBlob
  })
}

/** The pickers of the File System Access API, which TypeScript doesn't know yet. */
interface PickerWindow {
  showDirectoryPicker: NonNullable<WebFilesEnvironment['pickFolder']>
  showSaveFilePicker: NonNullable<WebFilesEnvironment['pickFile']>
}
