import type { MailArgs } from "../arguments/index.js";
import { MailSubmission, WindowsImage } from "../arguments/values.js";

/** Defaults of the machine, and what an image can do. */

export const DEFAULT_ADMIN = "hostadmin";

/** The newest Windows Server that has what is asked for: the SMTP service ends with 2022. */
export function defaultImage(mail: MailArgs | undefined): WindowsImage {
  const service = mail !== undefined && mail.submission !== MailSubmission.AzureCommunication;
  return service ? WindowsImage.Server2022 : WindowsImage.Server2025;
}

/** The images of Windows Server 2022 and 2025, Azure Edition, that Microsoft lists for hotpatching. */
export function hotpatches(image: string): boolean {
  return /^2022-datacenter-azure-edition-(hotpatch|core)$|^2025-datacenter-azure-edition(-core)?$/.test(image);
}

/** IIS has a setting for HSTS, and redirects with it, from version 1709 of Windows: Windows Server 2019. */
export const knowsHsts = (image: WindowsImage): boolean => image !== WindowsImage.Server2016;
