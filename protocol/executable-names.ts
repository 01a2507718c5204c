/**
 * Extensions of what a computer runs, installs or lets act when it is opened, on Windows, macOS and Linux: from the
 * lists of Chromium (`download_file_types.asciipb`, types with a danger level) and Outlook (blocked attachments).
 */
const EXECUTABLE: ReadonlySet<string> = new Set(
  `ade adp apk app appimage application appref-ms appx appxbundle asp bas bash bat cab chm class cmd com command
  cpl crt csh deb desktop diagcab dll dmg drv exe fish fxp gadget grp hlp hta htm html inf ins iqy iso isp jar jnlp js
  jse ksh library-ms lnk mad maf mag mam maq mar mas mat mau mav maw mcf mda mdb mde mdt mdw mdz mht mhtml mpkg msc msh
  msh1 msh2 mshxml msi msix msixbundle msp mst ocx ops osd out partial pcd pif pkg pl plg prf prg ps1 ps1xml ps2 ps2xml
  psc1 psc2 psd1 psdm1 psm1 pst py pyc pyo pyw rb reg rpm run scf scr sct search-ms service settingcontent-ms sh shar
  shb shs slk so swf sys terminal theme themepack tool udl url vb vbe vbp vbs vhd vhdx vsmacros vsw webloc wflow
  workflow ws wsc wsf wsh xbap xhtml xll xnk xrm-ms zsh docm dotm xlsm xltm xlam pptm potm ppam ppsm sldm`
    .trim()
    .split(/\s+/)
)

/** Whether a file of this name may run something when it is opened. Unknown extensions don't. */
export function isExecutableName(name: string): boolean {
  const [, ...extensions] = name.toLowerCase().trim().split('.')
  return EXECUTABLE.has((extensions.at(-1) ?? '').trim())
}
