// electron-builder's settings: what is shipped, how the binary is hardened, which packages are made.

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'org.netloupe.netloupe',
  productName: 'Netloupe',
  copyright: 'Netloupe contributors, MIT licence',
  directories: { output: 'dist' },
  // Everything is bundled into out/: no node_modules are shipped.
  files: ['package.json', 'LICENSE', 'out/main/**', 'out/preload/**', 'out/engine/**', 'out/renderer/**', 'out/package.json', '!node_modules'],
  extraResources: [
    { from: 'e2e/captures/sample.pcapng', to: 'sample.pcapng' },
    { from: 'out/netloupe', to: 'bin/netloupe' },
    { from: 'out/native', to: 'native', filter: ['netloupe-capture'] },
  ],
  asar: true,
  npmRebuild: false,
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  fileAssociations: [{ ext: ['pcap', 'pcapng', 'cap'], name: 'Packet capture', mimeType: 'application/vnd.tcpdump.pcap', role: 'Viewer' }],
  linux: {
    target: ['deb', 'AppImage'],
    category: 'Network',
    maintainer: 'Netloupe contributors',
    synopsis: 'A desktop packet inspector',
    executableName: 'netloupe-desktop',
  },
  mac: { target: ['dmg'], category: 'public.app-category.developer-tools', hardenedRuntime: true },
  win: { target: ['nsis'] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
};
