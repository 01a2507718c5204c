/*
 * Runs before the app, in any browser: one that is too old for it gets a text instead of an empty page. So
 * this file keeps to what every browser understands, and knows no framework.
 */
;(function () {
  var able =
    'RTCPeerConnection' in window &&
    'noModule' in document.createElement('script') &&
    'structuredClone' in window &&
    window.CSS &&
    CSS.supports('color', 'light-dark(#000, #fff)') &&
    CSS.supports('width', '1cqw')
  if (able) return

  var chinese = /^zh/i.test(navigator.language || '')
  var title = chinese ? '此浏览器太旧' : 'This browser is too old'
  var text = chinese
    ? 'Parley 需要较新的浏览器：Chrome 或 Edge 123、Firefox 120、Safari 17.5 或更新版本。请更新浏览器，或在 Parley 应用中打开会议链接。'
    : 'Parley needs a newer browser: Chrome or Edge 123, Firefox 120, Safari 17.5, or later ones. Update your browser, or open the invite link in the Parley app.'

  document.documentElement.setAttribute('data-unsupported', '')
  function show() {
    var page = document.getElementById('app')
    var heading = document.createElement('h1')
    var paragraph = document.createElement('p')
    heading.textContent = title
    paragraph.textContent = text
    page.textContent = ''
    page.setAttribute('role', 'main')
    page.style.cssText = 'max-width:30em;margin:0 auto;padding:15vh 1.5em;font:16px/1.5 sans-serif'
    page.appendChild(heading)
    page.appendChild(paragraph)
    document.title = title
    document.documentElement.lang = chinese ? 'zh-CN' : 'en'
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', show)
  else show()
})()
