// Boxes that look records up: each says what it is for, before what is chosen in it, and so does the box in which one
// types; one that is to fit other fields of the form asks with their values.
(() => {
  'use strict';
  const $ = django.jQuery;

  function name(select) {
    const box = $(select).next('.select2').find('[role="combobox"]').first();
    if (!box.length || !select.getAttribute('aria-label')) {
      return;
    }
    const chosen = box.attr('aria-labelledby') || '';
    box.attr('id', `${select.id}_box`).attr('aria-label', select.getAttribute('aria-label'));
    box.attr('aria-labelledby', `${select.id}_box ${chosen}`.trim());
    box.find('[role="textbox"]').removeAttr('role').removeAttr('aria-readonly'); // words of the box, and no second field
  }

  let opened = null;

  function fitting() {
    const names = opened && opened.dataset.fits ? opened.dataset.fits.split(' ') : [];
    return names.flatMap(name => {
      const field = document.getElementById(`id_${name}`);
      return field && field.value ? [`&fits-${name}=${encodeURIComponent(field.value)}`] : [];
    }).join('');
  }

  $.ajaxPrefilter(options => {
    if (typeof options.data === 'string' && options.data.includes('field_name=')) {
      options.data += fitting();
    }
  });

  const nameAll = root => root.querySelectorAll('select.admin-autocomplete').forEach(name);

  $(() => nameAll(document));
  document.addEventListener('formset:added', event => nameAll(event.target));
  $(document).on('select2:opening', event => {
    opened = event.target;
  });
  $(document).on('select2:open', event => {
    document.querySelectorAll('.select2-container--open .select2-search__field').forEach(field => {
      field.setAttribute('aria-label', event.target.getAttribute('aria-label') || '');
    });
    document.querySelectorAll('.select2-container--open .select2-results__options').forEach(list => {
      list.setAttribute('aria-label', event.target.getAttribute('aria-label') || '');
    });
  });
})();
