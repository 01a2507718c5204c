/**
 * The direction of imports: views -> composables -> stores -> call | desktop -> protocol <- electron | server.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const path = (...paths) => ({ path: paths })
const test = String.raw`\.test\.ts$|/testing/`

module.exports = {
  forbidden: [
    never('no-cycles', 'A cycle has no bottom to start reading from.', {}, { circular: true }),
    never(
      'resolvable',
      'An import has to lead somewhere.',
      {},
      { couldNotResolve: true, pathNot: '^virtual:' }
    ),
    never(
      'protocol-is-the-bottom',
      'Contracts import nothing of ours, no DOM, no Node.',
      { path: '^protocol/', pathNot: test },
      {
        pathNot: '^protocol/|^node_modules/valibot/'
      }
    ),
    never(
      'sides-are-strangers',
      'renderer, electron and server meet in protocol only.',
      path('^renderer/'),
      path('^electron/', '^server/', '^build/', '^tests/')
    ),
    never(
      'sides-are-strangers',
      'renderer, electron and server meet in protocol only.',
      path('^electron/'),
      path('^renderer/', '^server/', '^build/', '^tests/')
    ),
    never(
      'sides-are-strangers',
      'renderer, electron and server meet in protocol only.',
      path('^server/'),
      path('^renderer/', '^electron/', '^build/', '^tests/')
    ),
    never(
      'call-is-free',
      'The call domain knows no framework, shell or store.',
      path('^renderer/call/'),
      path('^renderer/(?!call/)', '^node_modules/(vue|vue-router|pinia|vue-i18n|@vueuse|reka-ui|electron)/')
    ),
    never(
      'one-signaling-client',
      'Only the socket under the adapters of the signaling server speaks socket.io.',
      { path: '^renderer/', pathNot: String.raw`^renderer/call/signaling/signaling-socket\.ts$` },
      path('^node_modules/socket\\.io-client/')
    ),
    never(
      'desktop-is-a-port',
      'The desktop port knows only its contract.',
      path('^renderer/desktop/'),
      path('^renderer/(?!desktop/)')
    ),
    never(
      'stores-below-views',
      'Stores know no view, component or composable.',
      path('^renderer/stores/'),
      path('^renderer/(views|components|composables)/')
    ),
    never(
      'composables-below-views',
      'Composables know no view or component.',
      path('^renderer/composables/'),
      path('^renderer/(views|components)/')
    ),
    never(
      'components-are-plain',
      'Components take props and emit events; they know no store, call or shell.',
      { path: '^renderer/components/', pathNot: test },
      {
        path: ['^renderer/(views|stores|composables|desktop|call)/'],
        dependencyTypesNot: ['type-only']
      }
    ),
    never(
      'views-below-root',
      'A view reaches the call and the shell through stores.',
      { path: '^renderer/views/', pathNot: test },
      {
        path: ['^renderer/(call|desktop)/'],
        dependencyTypesNot: ['type-only']
      }
    ),
    never(
      'fakes-stay-in-tests',
      'Fakes are never bundled.',
      { pathNot: [test, '^renderer/gallery/', '^tests/'] },
      path('/testing/')
    ),
    never(
      'rooms-are-pure',
      'Room rules know no socket, clock or log.',
      { path: '^server/rooms/', pathNot: test },
      { pathNot: '^server/rooms/|^protocol/' }
    )
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^out/|^dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types']
    }
  }
}
