// The visual language: quiet surfaces, one deep teal, generous space. Tokens that Mantine lacks are in tokens.css.
import {
  createTheme,
  type CSSVariablesResolver,
  InputWrapper,
  Menu,
  type MantineColorsTuple,
  Modal,
  NavLink,
  PasswordInput,
  Skeleton,
  Switch,
  Tooltip,
  UnstyledButton,
} from '@mantine/core';
import { SteadyButton } from '@/components/ui/steady-button';

const teal: MantineColorsTuple = [
  '#eef7f6',
  '#d8ebe9',
  '#b0d6d2',
  '#84c4bd',
  '#62b3ab',
  '#3f9690',
  '#1c7c76',
  '#0f6a66',
  '#0c5754',
  '#093f3d',
];
const gray: MantineColorsTuple = [
  '#f6f8f7',
  '#eef2f1',
  '#e1e7e5',
  '#d0d9d6',
  '#b6c2bf',
  '#808f8b',
  '#5d6c69',
  '#475653',
  '#31403d',
  '#1c2927',
];
const dark: MantineColorsTuple = [
  '#dfe8e6',
  '#bccac7',
  '#9badaa',
  '#71847f',
  '#33423f',
  '#26322f',
  '#1b2624',
  '#172120',
  '#101716',
  '#0b100f',
];
const red: MantineColorsTuple = [
  '#fcf1f0',
  '#f6dedb',
  '#eab9b4',
  '#de928a',
  '#d4746a',
  '#c85a4f',
  '#b5443a',
  '#9c382f',
  '#822f28',
  '#5f211c',
];
const amber: MantineColorsTuple = [
  '#fbf6ea',
  '#f3e8cd',
  '#e6d09c',
  '#d9b768',
  '#cfa340',
  '#bd8d24',
  '#9a6f13',
  '#7d590e',
  '#63460b',
  '#483308',
];

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  colors: { teal, gray, dark, red, amber },
  black: '#1c2927',
  fontFamily:
    "Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  radius: { md: '8px', lg: '12px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Nearly every field is required: the few that are not say "(optional)" instead.
    InputWrapper: InputWrapper.extend({ defaultProps: { withAsterisk: false } }),
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({
      defaultProps: {
        radius: 'lg',
        padding: 'lg',
        // Not in the middle: what is loaded later makes a dialog grow downwards, and nothing moves under the pointer.
        yOffset: '8dvh',
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { duration: 120 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    }),
    NavLink: NavLink.extend({ defaultProps: { variant: 'subtle' } }),
    PasswordInput: PasswordInput.extend({
      defaultProps: {
        visibilityToggleButtonProps: { 'aria-label': 'Show or hide the password', tabIndex: 0 },
      },
    }),
    Skeleton: Skeleton.extend({ defaultProps: { radius: 'md' } }),
    Switch: Switch.extend({ defaultProps: { withThumbIndicator: false } }),
    // Button and the others are made of it.
    UnstyledButton: UnstyledButton.extend({ defaultProps: { component: SteadyButton } }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        multiline: true,
        maw: 300,
        withArrow: true,
        events: { hover: true, focus: true, touch: true },
      },
    }),
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-error': red[7],
    '--mantine-color-amber-light': amber[0],
    '--mantine-color-default-border': gray[3],
  },
  dark: {
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-error': red[3],
    '--mantine-color-red-light': 'rgb(181 68 58 / 18%)',
    '--mantine-color-red-light-hover': 'rgb(181 68 58 / 26%)',
    '--mantine-color-red-light-color': red[3],
    '--mantine-color-amber-light': 'rgb(189 141 36 / 14%)',
    '--mantine-color-amber-light-color': amber[3],
    '--mantine-color-teal-light': 'rgb(31 124 118 / 22%)',
    '--mantine-color-teal-light-color': teal[2],
    '--mantine-color-default-border': dark[4],
  },
});
