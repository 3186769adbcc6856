@echo off
rem The components for programs in other languages than TypeScript: Pulumi's engine starts this.
node "%~dp0dist\components\provider\main.js" %*
