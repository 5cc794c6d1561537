/** What a reader calls the features of a plan. */
export const featureWords: Readonly<Record<string, string>> = {
  session_view: 'Session View',
  team_templates: 'Team templates',
  team_policies: 'Team policies: required two-factor sign-in, consent prompt, footer, retention',
  custom_roles: 'Custom roles',
  sso: 'Single sign-on',
  scim: 'Directory provisioning (SCIM)',
  audit_export: 'Export of the audit',
};
