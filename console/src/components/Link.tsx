import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import CloudscapeLink, { type LinkProps } from '@cloudscape-design/components/link';
import { useHref, useNavigate } from 'react-router';

/** A link to another page of the console: followed without loading, opened in a new tab like any link. */
export function Link({ to, ...rest }: { to: string } & Omit<LinkProps, 'href' | 'onFollow'>) {
  const href = useHref(to);
  const navigate = useNavigate();
  return (
    <CloudscapeLink
      {...rest}
      href={href}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(to);
      }}
    />
  );
}

export function LinkButton({ to, ...rest }: { to: string } & Omit<ButtonProps, 'href' | 'onFollow'>) {
  const href = useHref(to);
  const navigate = useNavigate();
  return (
    <Button
      {...rest}
      href={href}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(to);
      }}
    />
  );
}
